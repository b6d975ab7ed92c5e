/**
 * What a replay on a modelled device came to. In: a judgement, the recording it is of, the course of each run. Out: how good the
 * device model is, whether requirements hold, and the report as one HTML file.
 */
@NullMarked
package io.gearshift.simulator.report;

import org.jspecify.annotations.NullMarked;
