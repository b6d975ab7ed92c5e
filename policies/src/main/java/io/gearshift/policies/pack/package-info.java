/**
 * Policy packs: read and checked, built by a child process, kept under their hash, loaded. In: a folder with pack.yaml
 * and rules. Out: a Policy, or every problem at once.
 */
@NullMarked
package io.gearshift.policies.pack;

import org.jspecify.annotations.NullMarked;
