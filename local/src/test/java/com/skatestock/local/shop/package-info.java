@NullMarked
package com.skatestock.local.shop;

import org.jspecify.annotations.NullMarked;
