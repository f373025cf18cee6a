namespace EksIngress.Alb.Lint;

/// <summary>How bad a finding is.</summary>
public enum LintSeverity
{
    /// <summary>Works, but not as most readers would expect.</summary>
    Info,

    /// <summary>Is accepted everywhere and will surprise whoever uses it.</summary>
    Warning,

    /// <summary>The API server, the controller or AWS will refuse it.</summary>
    Error,
}
