namespace EksIngress.Model.Environments;

/// <summary>A response that an ALB gives without asking a target.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html</remarks>
public sealed record FixedResponseSpec
{
    /// <summary>HTTP status: 200 to 299, or 400 to 599.</summary>
    public required int StatusCode { get; init; }

    /// <summary>Content type: text/plain, text/css, text/html, application/javascript or application/json; null for none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Body, at most 1024 characters; null for none.</summary>
    public string? MessageBody { get; init; }
}
