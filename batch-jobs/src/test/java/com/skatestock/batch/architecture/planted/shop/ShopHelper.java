package com.skatestock.batch.architecture.planted.shop;

record ShopHelper(String name) {}
