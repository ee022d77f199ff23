// SlideExtraction
