using System.Net;

namespace EksIngress.Emulator.Aws;

/// <summary>An error as AWS reports it; the pipeline writes it in the service's own error shape.</summary>
/// <param name="code">Error code as the API reference has it, for example <c>ResourceNotFoundException</c>.</param>
/// <param name="message">Message as AWS words it.</param>
/// <param name="status">HTTP status of the response.</param>
internal sealed class AwsException(string code, string message, HttpStatusCode status = HttpStatusCode.BadRequest)
    : Exception(message)
{
    public string Code { get; } = code;

    public HttpStatusCode Status { get; } = status;

    /// <summary>Further members of a rest-json error body, for example <c>clusterName</c>. Null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Members { get; init; }
}
