namespace EksIngress.Model.Environments;

/// <summary>
/// A redirect. What is null stays as it was in the request. <c>#{protocol}</c>, <c>#{host}</c>, <c>#{port}</c>, <c>#{path}</c> and
/// <c>#{query}</c> stand for the request's own.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html</remarks>
public sealed record RedirectSpec
{
    /// <summary><c>HTTP</c>, <c>HTTPS</c> or <c>#{protocol}</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>Host name of 1 to 128 characters.</summary>
    public string? Host { get; init; }

    /// <summary>Port from 1 to 65535, or <c>#{port}</c>.</summary>
    public string? Port { get; init; }

    /// <summary>Absolute path of 1 to 128 characters.</summary>
    public string? Path { get; init; }

    /// <summary>Query without <c>?</c>, at most 128 characters.</summary>
    public string? Query { get; init; }

    /// <summary>301 for good (browsers keep it) or 302 for now. Default: 302.</summary>
    public int StatusCode { get; init; } = 302;
}
