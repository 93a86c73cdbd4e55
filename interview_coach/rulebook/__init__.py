"""From rule files to a checked `Book`: read strictly, check everything, layer, assemble."""
