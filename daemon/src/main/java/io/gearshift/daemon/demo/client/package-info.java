/**
 * Sample clients. In: pictures, spoken words, sentences. Out: questions over the Open Inference Protocol, and whether the answers are right. All pre- and post-processing of the sample models lives here.
 */
@NullMarked
package io.gearshift.daemon.demo.client;

import org.jspecify.annotations.NullMarked;
