namespace EksIngress.Alb.Explain;

/// <summary>Why a load balancer does with a request what it does. The order of the properties is the way of the request.</summary>
public sealed record Explanation
{
    /// <summary>For example <c>GET https://shop.example.com/api from 203.0.113.7</c>.</summary>
    public required string Request { get; init; }

    /// <summary>Name and scheme of the load balancer.</summary>
    public required string LoadBalancer { get; init; }

    /// <summary>The listener on the port of the request; null when there is none.</summary>
    public string? Listener { get; init; }

    /// <summary>Which certificate the client is shown, and why; null when it came to none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Why no rule ever sees the request, and what the client sees; null when rules do.</summary>
    public string? Refusal { get; init; }

    /// <summary>Rules in the order of evaluation, up to the one that matched.</summary>
    public IReadOnlyList<ExplainedRule> Rules { get; init; } = [];

    /// <summary>Rules behind the one that matched; nobody looks at them.</summary>
    public int RulesNotConsidered { get; init; }

    /// <summary><c>rule 3</c>, or <c>default action</c>; null when no rule sees the request.</summary>
    public string? Chosen { get; init; }

    /// <summary>What the chosen rule changes in the request before it is sent on.</summary>
    public IReadOnlyList<ExplainedTransform> Transforms { get; init; } = [];

    /// <summary>What is done, in order.</summary>
    public IReadOnlyList<ExplainedAction> Actions { get; init; } = [];

    /// <summary>A command that sends this very request to an emulator on this machine; null where there is none.</summary>
    public string? Try { get; init; }
}
