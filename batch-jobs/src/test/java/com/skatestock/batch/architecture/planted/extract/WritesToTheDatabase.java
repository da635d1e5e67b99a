package com.skatestock.batch.architecture.planted.extract;

import java.sql.Connection;

record WritesToTheDatabase(Connection connection) {}
