// FormParsing
