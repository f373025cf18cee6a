namespace EksIngress.Alb.Kubernetes;

/// <summary>One condition in the status of a pod or a node.</summary>
public sealed record Condition
{
    /// <summary>For example <c>Ready</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>The part of a status that holds conditions.</summary>
    public sealed record List
    {
        /// <summary>At most one of each type.</summary>
        public IReadOnlyList<Condition> Conditions { get; init; } = [];

        /// <summary>Status of the condition of that type; null when there is none.</summary>
        public string? Find(string type) => Conditions.FirstOrDefault(condition => condition.Type == type)?.Status;
    }
}
