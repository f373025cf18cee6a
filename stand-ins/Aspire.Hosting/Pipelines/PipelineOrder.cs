namespace Aspire.Hosting.Pipelines;

internal static class PipelineOrder
{
    /// <summary>Every step after those it depends on; otherwise in the order they were added.</summary>
    /// <param name="wanted">Leaves out what this step does not need; null keeps all.</param>
    /// <exception cref="InvalidOperationException">A name is unknown or used twice, or steps depend on each other in a circle.</exception>
    public static IReadOnlyList<PipelineStep> Sort(IReadOnlyList<PipelineStep> steps, string? wanted)
    {
        if (steps.GroupBy(step => step.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"The pipeline has more than one step '{twice.Key}'.");
        }

        var byName = steps.ToDictionary(step => step.Name, StringComparer.Ordinal);
        var dependencies = steps.ToDictionary(step => step.Name, step => step.DependsOnSteps.ToList(), StringComparer.Ordinal);
        foreach (var step in steps)
        {
            foreach (var name in step.DependsOnSteps.Concat(step.RequiredBySteps).Where(name => !byName.ContainsKey(name)))
            {
                throw new InvalidOperationException($"Pipeline step '{step.Name}' names a step '{name}', which does not exist.");
            }

            foreach (var dependent in step.RequiredBySteps)
            {
                dependencies[dependent].Add(step.Name);
            }
        }

        if (wanted is not null && !byName.ContainsKey(wanted))
        {
            throw new DistributedApplicationException(
                $"There is no pipeline step '{wanted}'. Steps: {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}.");
        }

        var sorted = new List<PipelineStep>();
        var visiting = new List<string>();
        foreach (var name in wanted is null ? steps.Select(step => step.Name) : [wanted])
        {
            Visit(name);
        }

        return sorted;

        void Visit(string name)
        {
            if (sorted.Contains(byName[name]))
            {
                return;
            }

            if (visiting.Contains(name))
            {
                throw new InvalidOperationException(
                    $"Pipeline steps depend on each other in a circle: {string.Join(" -> ", visiting.SkipWhile(step => step != name).Append(name))}.");
            }

            visiting.Add(name);
            foreach (var dependency in dependencies[name])
            {
                Visit(dependency);
            }

            visiting.RemoveAt(visiting.Count - 1);
            sorted.Add(byName[name]);
        }
    }
}
