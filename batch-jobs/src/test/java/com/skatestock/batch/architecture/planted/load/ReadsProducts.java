package com.skatestock.batch.architecture.planted.load;

import com.skatestock.batch.architecture.planted.normalise.PlantedProduct;

record ReadsProducts(PlantedProduct product) {}
