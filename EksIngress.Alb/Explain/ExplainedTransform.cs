namespace EksIngress.Alb.Explain;

/// <summary>A change to the request.</summary>
/// <param name="Type"><c>host-header-rewrite</c> or <c>url-rewrite</c>.</param>
/// <param name="Before">What the request had.</param>
/// <param name="After">What the target gets; null when the rewrite fails, which a client sees as status 500.</param>
public sealed record ExplainedTransform(string Type, string Before, string? After);
