package com.skatestock.batch.architecture.planted.source;

import com.skatestock.batch.architecture.planted.normalise.PlantedProduct;

record LooksAhead(PlantedProduct product) {}
