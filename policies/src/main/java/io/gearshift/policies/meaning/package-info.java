/**
 * What conditions of rules mean, computed from their syntax trees without the engine. In: rules and a PolicyInput. Out:
 * for each rule whether it fires, for each of its conditions how often it was seen true and false, and with which values.
 */
@NullMarked
package io.gearshift.policies.meaning;

import org.jspecify.annotations.NullMarked;
