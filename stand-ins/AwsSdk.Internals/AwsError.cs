#nullable enable
using System.Net;
using Amazon.Runtime;

namespace EksIngress.StandIns.Aws;

/// <summary>What an error response said; a body that cannot be read leaves everything but the status null.</summary>
internal sealed record AwsError(HttpStatusCode StatusCode, string? Code, string? Message, ErrorType Type, string? RequestId);
