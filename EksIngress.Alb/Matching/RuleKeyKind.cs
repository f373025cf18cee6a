namespace EksIngress.Alb.Matching;

/// <summary>What of a request a rule can be filed under.</summary>
internal enum RuleKeyKind
{
    Host,

    /// <summary>The host from one of its dots on.</summary>
    HostEnd,

    Path,

    PathBeginning,

    Method,
}
