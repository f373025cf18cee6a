using System.Buffers;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws;

/// <summary>Status, media type and body of an answer, in the shape of the service's protocol.</summary>
internal sealed record AwsResponse(HttpStatusCode Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Value of <c>x-amzn-ErrorType</c>; null for what is no error, or not rest-json.</summary>
    public string? ErrorType { get; init; }
}

/// <summary>Writes results and errors as each protocol has them.</summary>
internal static class AwsResponseWriter
{
    private const string TargetedJson = "application/x-amz-json-1.1";

    /// <summary>Room for the answer about one resource.</summary>
    private const int FirstBytes = 2048;

    public static AwsResponse Result(IAwsService service, string operation, AwsResult result, string requestId)
    {
        switch (service.Protocol, result)
        {
            case (AwsProtocol.RestJson, AwsResult.Json json):
                return Json(HttpStatusCode.OK, json.Body);
            case (AwsProtocol.Json, AwsResult.Json json):
                return Json(HttpStatusCode.OK, json.Body) with { ContentType = TargetedJson };
            case (AwsProtocol.Ec2Query, AwsResult.Xml xml):
                return Xml(HttpStatusCode.OK, service.XmlNamespace, new XElement($"{operation}Response", new XElement("requestId", requestId), xml.Members));
            case (AwsProtocol.RestXml, AwsResult.Xml xml):
                return Xml(HttpStatusCode.OK, service.XmlNamespace, new XElement($"{operation}Response", xml.Members));
            case (AwsProtocol.Query, AwsResult.Xml xml):
                return Xml(HttpStatusCode.OK, service.XmlNamespace, new XElement(
                    $"{operation}Response",
                    new XElement($"{operation}Result", xml.Members),
                    new XElement("ResponseMetadata", new XElement("RequestId", requestId))));
            default:
                throw new InvalidOperationException($"{operation} answered {result.GetType().Name}, which {service.Protocol} cannot carry.");
        }
    }

    /// <param name="xmlNamespace">Empty when the service is not known.</param>
    public static AwsResponse Error(AwsProtocol protocol, string xmlNamespace, AwsException error, string requestId)
    {
        switch (protocol)
        {
            case AwsProtocol.Ec2Query:
                return Xml(error.Status, "", new XElement(
                    "Response",
                    new XElement("Errors", new XElement("Error", new XElement("Code", error.Code), new XElement("Message", XmlText.Clean(error.Message)))),
                    new XElement("RequestID", requestId)));
            case AwsProtocol.Query or AwsProtocol.RestXml:
                return Xml(error.Status, xmlNamespace, new XElement(
                    "ErrorResponse",
                    new XElement(
                        "Error",
                        new XElement("Type", (int)error.Status >= 500 ? "Receiver" : "Sender"),
                        new XElement("Code", error.Code),
                        new XElement("Message", XmlText.Clean(error.Message))),
                    new XElement("RequestId", requestId)));
            case AwsProtocol.Json:
                return Json(error.Status, new JsonObject { ["__type"] = error.Code, ["message"] = error.Message }) with { ContentType = TargetedJson };
            default:
                var body = new JsonObject { ["message"] = error.Message };
                foreach (var (name, value) in error.Members ?? new Dictionary<string, string>())
                {
                    body[name] = value;
                }

                return Json(error.Status, body) with { ErrorType = error.Code };
        }
    }

    private static AwsResponse Json(HttpStatusCode status, JsonObject body)
    {
        var buffer = new ArrayBufferWriter<byte>(FirstBytes);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            body.WriteTo(writer);
        }

        return new AwsResponse(status, "application/json", buffer.WrittenMemory);
    }

    private static AwsResponse Xml(HttpStatusCode status, string xmlNamespace, XElement root)
    {
        var buffer = new ArrayBufferWriter<byte>(FirstBytes);
        buffer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);
        XmlWriting.Write(buffer, root, xmlNamespace);
        return new AwsResponse(status, "text/xml;charset=UTF-8", buffer.WrittenMemory);
    }
}
