/** Numbers in rules, by rule and place, and packs in which some of them are others. */
@NullMarked
package io.gearshift.policies.vary;

import org.jspecify.annotations.NullMarked;
