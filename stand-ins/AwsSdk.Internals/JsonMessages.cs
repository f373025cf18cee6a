#nullable enable
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace EksIngress.StandIns.Aws;

/// <summary>What the protocols with JSON answers share: reading results and errors.</summary>
internal abstract class JsonMessages<TResponse>(AwsService service, Type[] errors) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    private protected AwsService Service { get; } = service;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var response = new TResponse();
        // An answer without content has no JSON at all.
        if (FindDocument(context.Stream) is { } document)
        {
            JsonValues.Fill(response, document);
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(context);
        var body = FindErrorDocument(context.Stream);
        var exception = Service.CreateException(
            new AwsError(
                statusCode,
                ShortCode(Header(context, "x-amzn-ErrorType") ?? JsonValues.FindText(body, "__type", "code")),
                JsonValues.FindText(body, "message", "Message", "errorMessage"),
                ErrorType.Unknown,
                Header(context, "x-amzn-RequestId")),
            errors,
            innerException);
        if (body is { } error)
        {
            JsonValues.Fill(exception, error);
        }

        return exception;
    }

    private static JsonElement? FindDocument(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        if (buffer.Length == 0)
        {
            return null;
        }

        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
    }

    // What stands between client and service (a proxy, a gateway) answers HTML or nothing; the status is then all we know.
    private static JsonElement? FindErrorDocument(Stream stream)
    {
        try
        {
            return FindDocument(stream);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Header(JsonUnmarshallerContext context, string name) =>
        context.ResponseData.IsHeaderPresent(name) ? context.ResponseData.GetHeaderValue(name) : null;

    // aws.protocoltests#FooError:http://internal.amazon.com/ -> FooError
    private static string? ShortCode(string? code) => code?.Split(':')[0].Split('#')[^1];
}
