/**
 * Stage 6 of 7, over HTTP. In: Open Inference Protocol v2 requests. Out: answers that name their gear.
 */
@NullMarked
package io.gearshift.daemon.http;

import org.jspecify.annotations.NullMarked;
