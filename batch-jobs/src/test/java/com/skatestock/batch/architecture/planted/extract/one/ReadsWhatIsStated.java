package com.skatestock.batch.architecture.planted.extract.one;

import com.skatestock.batch.architecture.planted.extract.structured.Stated;

record ReadsWhatIsStated(Stated stated) {}
