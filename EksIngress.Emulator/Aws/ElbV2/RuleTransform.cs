namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>A rewrite of requests that match a rule, before its action.</summary>
/// <param name="Type"><c>host-header-rewrite</c> or <c>url-rewrite</c>.</param>
/// <param name="Regex">What to match in the host, or in path and query; at most 1,024 characters.</param>
/// <param name="Replace">What to put in its place; may name groups of the match: <c>$1</c>.</param>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html</remarks>
internal sealed record RuleTransform(string Type, string Regex, string Replace);
