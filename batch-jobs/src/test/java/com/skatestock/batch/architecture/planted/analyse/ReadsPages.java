package com.skatestock.batch.architecture.planted.analyse;

import com.skatestock.batch.architecture.planted.source.PlantedPage;

record ReadsPages(PlantedPage page) {}
