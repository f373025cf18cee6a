namespace EksIngress.Alb.Plans;

/// <summary>What the controller's webhooks answer when one object is written.</summary>
/// <param name="Object">For example <c>Ingress shop/web</c>.</param>
/// <param name="Operation"><c>CREATE</c>, or <c>UPDATE</c> when the cluster has it already.</param>
public sealed record AdmissionAnswer(string Object, string Operation)
{
    /// <summary>The webhook that refuses the object; null when none does.</summary>
    public string? Webhook { get; init; }

    /// <summary>Its words, as the user reads them behind <c>admission webhook "…" denied the request: </c>; null when none refuses.</summary>
    public string? Refusal { get; init; }

    /// <summary>The fact without which the webhook cannot be asked; null otherwise.</summary>
    public MissingFact? Missing { get; init; }

    /// <summary>Fields that a webhook fills in, as JSON pointers (RFC 6901), with their values; in the order of the controller.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Changes { get; init; } = [];
}
