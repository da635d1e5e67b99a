package com.skatestock.batch;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The Spring application: started by the commands that need servers, never by itself. */
@SpringBootApplication
public class BatchApplication {}
