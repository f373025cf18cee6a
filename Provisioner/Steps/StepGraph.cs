namespace EksIngress.Provisioner.Steps;

/// <summary>Order among steps.</summary>
internal static class StepGraph
{
    /// <summary>The steps so that each comes after those it depends on; otherwise in the given order.</summary>
    /// <exception cref="ArgumentException">A name is there twice, unknown, or depends on itself.</exception>
    public static IReadOnlyList<IProvisioningStep> Order(IReadOnlyList<IProvisioningStep> steps)
    {
        var byName = new Dictionary<string, IProvisioningStep>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (!byName.TryAdd(step.Name, step))
            {
                throw new ArgumentException($"Step {step.Name} is there twice.", nameof(steps));
            }
        }

        var ordered = new List<IProvisioningStep>(steps.Count);
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            Visit(step);
        }

        return ordered;

        void Visit(IProvisioningStep step)
        {
            if (ordered.Contains(step))
            {
                return;
            }

            if (!open.Add(step.Name))
            {
                throw new ArgumentException($"Step {step.Name} depends on itself.", nameof(steps));
            }

            foreach (var name in step.DependsOn)
            {
                Visit(byName.TryGetValue(name, out var dependency)
                    ? dependency
                    : throw new ArgumentException($"Step {step.Name} depends on {name}, which is not there.", nameof(steps)));
            }

            ordered.Add(step);
        }
    }
}
