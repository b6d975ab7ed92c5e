/**
 * The dashboard. In: a browser's request. Out: static files that ask {@code /v1} for everything they show.
 */
@NullMarked
package io.gearshift.daemon.web;

import org.jspecify.annotations.NullMarked;
