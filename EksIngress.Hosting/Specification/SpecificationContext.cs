namespace EksIngress.Hosting.Specification;

/// <summary>What the parts of a specification are made of, and where their faults go.</summary>
internal sealed class SpecificationContext(
    EksEnvironmentResource environment, IReadOnlyList<ProjectResource> projects, DistributedApplicationExecutionContext executionContext, List<string> faults)
{
    public EksEnvironmentResource Environment { get; } = environment;

    /// <summary>The projects that run in the environment.</summary>
    public IReadOnlyList<ProjectResource> Projects { get; } = projects;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    public List<string> Faults { get; } = faults;

    public PublishedParameters Parameters { get; } = new();

    /// <summary>A text of literals and parameters; empty, with a fault, if it cannot be one.</summary>
    /// <param name="owner">Whose text it is, for the fault: <c>Ingress 'public': host</c>.</param>
    /// <param name="expression">The text.</param>
    public string Text(string owner, ReferenceExpression expression)
    {
        try
        {
            return Parameters.Text(expression);
        }
        catch (NotSupportedException exception)
        {
            Faults.Add($"{owner} {exception.Message}");
            return "";
        }
    }

    /// <summary>Whole seconds of a time; null, with a fault, if there is a part of one.</summary>
    public int? Seconds(string owner, TimeSpan? time)
    {
        if (time is not { } value)
        {
            return null;
        }

        if (value.Ticks % TimeSpan.TicksPerSecond == 0 && value.TotalSeconds is >= int.MinValue and <= int.MaxValue)
        {
            return (int)value.TotalSeconds;
        }

        Faults.Add($"{owner} is {value}: AWS and Kubernetes count whole seconds; give such.");
        return null;
    }

    public string? Region()
    {
        if (Environment.Region is null)
        {
            Faults.Add("It has no region: add .WithRegion(\"eu-west-1\"), or .WithReference(builder.AddAWSSDKConfig().WithRegion(RegionEndpoint.EUWest1)).");
        }

        return Environment.Region;
    }
}
