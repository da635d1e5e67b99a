package com.skatestock.batch.architecture.planted.publish;

import com.skatestock.batch.architecture.planted.source.PlantedBody;
import com.skatestock.batch.architecture.planted.source.PlantedPage;

record UsesOutput(PlantedPage page, PlantedBody body) {}
