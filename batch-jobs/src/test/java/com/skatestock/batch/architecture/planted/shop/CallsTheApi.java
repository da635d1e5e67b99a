package com.skatestock.batch.architecture.planted.shop;

import com.skatestock.api.planted.PlantedEndpoint;

record CallsTheApi(PlantedEndpoint endpoint) {}
