namespace Aspire.Hosting.Pipelines;

/// <summary>Which steps are to run, in which order, and what each waits for. The steps themselves are left as they are.</summary>
internal sealed class PipelineOrder
{
    private readonly Dictionary<string, List<string>> _dependencies;
    private readonly Dictionary<string, int> _levels = new(StringComparer.Ordinal);

    private PipelineOrder(IReadOnlyList<PipelineStep> steps, Dictionary<string, List<string>> dependencies)
    {
        Steps = steps;
        _dependencies = dependencies;
        foreach (var step in steps)
        {
            _levels[step.Name] = dependencies[step.Name].Select(name => _levels[name] + 1).DefaultIfEmpty(0).Max();
        }
    }

    /// <summary>Every step after those it depends on; otherwise in the order in which they were added.</summary>
    public IReadOnlyList<PipelineStep> Steps { get; }

    /// <param name="steps">All steps.</param>
    /// <param name="wanted">Leaves out what this step does not need; null keeps all.</param>
    /// <exception cref="DistributedApplicationException">There is no wanted step.</exception>
    /// <exception cref="InvalidOperationException">A name is unknown or used twice, or steps depend on each other in a circle.</exception>
    public static PipelineOrder Of(IReadOnlyList<PipelineStep> steps, string? wanted)
    {
        if (steps.GroupBy(step => step.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"The pipeline has more than one step '{twice.Key}'.");
        }

        var byName = steps.ToDictionary(step => step.Name, StringComparer.Ordinal);
        var dependencies = Dependencies(steps, byName);
        if (!string.IsNullOrWhiteSpace(wanted) && !byName.ContainsKey(wanted))
        {
            throw new DistributedApplicationException(
                $"There is no pipeline step '{wanted}'. Steps: {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}.");
        }

        var sorted = new List<PipelineStep>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var visiting = new List<string>();
        foreach (var name in string.IsNullOrWhiteSpace(wanted) ? steps.Select(step => step.Name) : [wanted])
        {
            Visit(name);
        }

        return new PipelineOrder(sorted, dependencies);

        void Visit(string name)
        {
            if (done.Contains(name))
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
            done.Add(name);
            sorted.Add(byName[name]);
        }
    }

    public IReadOnlyList<string> DependenciesOf(PipelineStep step) => _dependencies[step.Name];

    /// <summary>Steps between this one and the first that run; 0 for those.</summary>
    public int LevelOf(PipelineStep step) => _levels[step.Name];

    /// <summary>The step under which this one is shown: of those it waits for, the one that can start last.</summary>
    public string? FindParentOf(PipelineStep step) =>
        _dependencies[step.Name].OrderByDescending(name => _levels[name]).ThenBy(name => name, StringComparer.Ordinal).FirstOrDefault();

    private static Dictionary<string, List<string>> Dependencies(IReadOnlyList<PipelineStep> steps, Dictionary<string, PipelineStep> byName)
    {
        var dependencies = steps.ToDictionary(step => step.Name, step => step.DependsOnSteps.Distinct().ToList(), StringComparer.Ordinal);
        foreach (var step in steps)
        {
            foreach (var name in step.DependsOnSteps.Concat(step.RequiredBySteps).Where(name => !byName.ContainsKey(name)))
            {
                throw new InvalidOperationException($"Pipeline step '{step.Name}' names a step '{name}', which does not exist.");
            }

            foreach (var dependent in step.RequiredBySteps.Where(dependent => !dependencies[dependent].Contains(step.Name)))
            {
                dependencies[dependent].Add(step.Name);
            }
        }

        return dependencies;
    }
}
