package io.gearshift.simulator.sweep;

import io.jenetics.DoubleChromosome;
import io.jenetics.DoubleGene;
import io.jenetics.Genotype;
import io.jenetics.LineCrossover;
import io.jenetics.Mutator;
import io.jenetics.Phenotype;
import io.jenetics.TournamentSelector;
import io.jenetics.UniformCrossover;
import io.jenetics.engine.Engine;
import io.jenetics.engine.Evaluator;
import io.jenetics.engine.EvolutionResult;
import io.jenetics.ext.moea.NSGA2Selector;
import io.jenetics.ext.moea.Vec;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Searches where a grid is too large: NSGA-II (K. Deb et al., IEEE Transactions on Evolutionary Computation 6(2), 2002) from the
 * library Jenetics, over energy, misses and errors at once. The same seed asks for the same variations in the same order.
 */
final class Search {

    /** Twice the population that Deb uses for two aims and few variables would need thousands of runs. */
    private static final int POPULATION = 24;

    /** A small space is soon known; then each generation brings little. */
    private static final int MOST_GENERATIONS_PER_POPULATION = 20;

    private static final double CROSSED = 0.9;
    private static final double SWAPPED = 0.5;

    private final List<Knob> knobs;
    private final Runner runner;
    private final int budget;
    private int asked;

    Search(List<Knob> knobs, Runner runner, int budget) {
        this.knobs = knobs;
        this.runner = runner;
        this.budget = budget;
    }

    void run(long seed) {
        int population = Math.min(POPULATION, budget);
        Engine<DoubleGene, Vec<double[]>> engine = new Engine.Builder<>(
                        (Evaluator<DoubleGene, Vec<double[]>>) this::evaluated,
                        Genotype.of(DoubleChromosome.of(0, 1, knobs.size())))
                .minimizing()
                .populationSize(population)
                .offspringSelector(new TournamentSelector<>(2))
                .survivorsSelector(NSGA2Selector.ofVec())
                .alterers(
                        new UniformCrossover<>(CROSSED, SWAPPED),
                        new LineCrossover<>(CROSSED / 2),
                        new Mutator<>(1.0 / knobs.size()))
                .executor(Runnable::run)
                .build();
        long generations = (long) MOST_GENERATIONS_PER_POPULATION * (1 + budget / population);
        RandomRegistry.using(
                new Random(seed),
                random -> engine.stream()
                        .limit(generations)
                        .takeWhile(generation -> asked < budget)
                        .forEach(EvolutionResult::generation));
    }

    private ISeq<Phenotype<DoubleGene, Vec<double[]>>> evaluated(Seq<Phenotype<DoubleGene, Vec<double[]>>> population) {
        List<Variation> wanted = new ArrayList<>();
        Set<Variation> fresh = new HashSet<>();
        for (Phenotype<DoubleGene, Vec<double[]>> one : population) {
            Variation variation = variation(one.genotype());
            boolean isNew = !runner.isKnown(variation) && !fresh.contains(variation);
            if (isNew && asked < budget) {
                fresh.add(variation);
                asked++;
            }
            wanted.add(variation);
        }
        runner.run(wanted.stream().filter(one -> fresh.contains(one)).toList());
        List<Phenotype<DoubleGene, Vec<double[]>>> rated = new ArrayList<>();
        for (int i = 0; i < population.size(); i++) {
            rated.add(population.get(i).withFitness(Vec.of(aims(wanted.get(i)))));
        }
        return ISeq.of(rated);
    }

    /** Beyond the budget nothing is run, and what was not run is worst. */
    private double[] aims(Variation variation) {
        return runner.isKnown(variation)
                ? runner.run(List.of(variation)).get(0).outcome().aims()
                : new double[] {Double.MAX_VALUE, 1, 1};
    }

    private Variation variation(Genotype<DoubleGene> genotype) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < knobs.size(); i++) {
            List<String> choices = knobs.get(i).choices();
            int place = (int) (genotype.chromosome().get(i).doubleValue() * choices.size());
            values.add(choices.get(Math.min(place, choices.size() - 1)));
        }
        return new Variation(knobs, values);
    }
}
