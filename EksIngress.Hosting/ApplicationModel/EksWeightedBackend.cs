namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint and its share of the requests.</summary>
/// <param name="Endpoint">HTTP endpoint of a project of the environment.</param>
/// <param name="Weight">Part of the sum of all weights, 0 to 999.</param>
public sealed record EksWeightedBackend(EndpointReference Endpoint, int Weight);
