using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// A body in Kubernetes' protobuf encoding, which Go's typed clients send: <c>k8s\0</c>, then a message with the type of the object (1: its API version, 2: its
/// kind), the object itself (2), and how that is encoded (3) and written (4), both empty.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding</remarks>
internal static class ProtobufBody
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    private static ReadOnlySpan<byte> Prefix => "k8s\0"u8;

    /// <summary>The object as a Go client would have written it in JSON.</summary>
    /// <exception cref="StatusException">400: it cannot be read. 415: the tables lack its kind.</exception>
    public static JsonObject Decode(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Prefix))
        {
            throw StatusException.BadRequest("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }

        Envelope envelope;
        try
        {
            envelope = Envelope.Read(body[Prefix.Length..]);
        }
        catch (FormatException exception)
        {
            throw StatusException.BadRequest($"the object provided is unrecognized: {exception.Message}");
        }

        var (apiVersion, kind) = (envelope.ApiVersion, envelope.Kind);
        if (kind.Length == 0 || apiVersion.Length == 0)
        {
            throw StatusException.BadRequest($"Object '{(kind.Length == 0 ? "Kind" : "apiVersion")}' is missing in the protobuf message");
        }

        if (envelope.ContentEncoding.Length > 0 || envelope.ContentType.Length > 0)
        {
            throw StatusException.BadRequest($"{kind} in version \"{apiVersion}\" cannot be handled as a {kind}: only plain protobuf is read, without contentEncoding and contentType");
        }

        var message = ProtobufMessages.FindKind(apiVersion, kind) ?? throw StatusException.UnsupportedMediaType(
            $"the body of the request was in an unknown format - accepted media types include: application/json, application/yaml; {MediaType} is emulated for the kinds of Kubernetes that are served, and not for {kind} in version \"{apiVersion}\"; with kubectl: kubectl create … --dry-run=client -o yaml | kubectl apply -f -");
        try
        {
            var item = new JsonObject { ["kind"] = kind, ["apiVersion"] = apiVersion };
            new ProtobufDecoder(message.Name).Decode(message, envelope.Raw, item);
            return item;
        }
        catch (FormatException exception)
        {
            throw StatusException.BadRequest($"{kind} in version \"{apiVersion}\" cannot be handled as a {kind}: {exception.Message}");
        }
    }

    private readonly ref struct Envelope
    {
        public required string ApiVersion { get; init; }

        public required string Kind { get; init; }

        public required ReadOnlySpan<byte> Raw { get; init; }

        public required string ContentEncoding { get; init; }

        public required string ContentType { get; init; }

        public static Envelope Read(ReadOnlySpan<byte> data)
        {
            var reader = new ProtobufReader(data, "Unknown");
            var (apiVersion, kind, contentEncoding, contentType) = ("", "", "", "");
            var raw = ReadOnlySpan<byte>.Empty;
            while (!reader.IsAtEnd)
            {
                switch (reader.ReadTag())
                {
                    case (1, ProtobufReader.LengthDelimited):
                        (apiVersion, kind) = ReadType(reader.ReadBytes());
                        break;
                    case (2, ProtobufReader.LengthDelimited):
                        raw = reader.ReadBytes();
                        break;
                    case (3, ProtobufReader.LengthDelimited):
                        contentEncoding = reader.ReadText();
                        break;
                    case (4, ProtobufReader.LengthDelimited):
                        contentType = reader.ReadText();
                        break;
                    case var (number, wireType):
                        throw reader.Malformed($"field {number} with wireType = {wireType} is not known");
                }
            }

            return new() { ApiVersion = apiVersion, Kind = kind, Raw = raw, ContentEncoding = contentEncoding, ContentType = contentType };
        }

        private static (string ApiVersion, string Kind) ReadType(ReadOnlySpan<byte> data)
        {
            var reader = new ProtobufReader(data, "TypeMeta");
            var (apiVersion, kind) = ("", "");
            while (!reader.IsAtEnd)
            {
                switch (reader.ReadTag())
                {
                    case (1, ProtobufReader.LengthDelimited):
                        apiVersion = reader.ReadText();
                        break;
                    case (2, ProtobufReader.LengthDelimited):
                        kind = reader.ReadText();
                        break;
                    case var (number, wireType):
                        throw reader.Malformed($"field {number} with wireType = {wireType} is not known");
                }
            }

            return (apiVersion, kind);
        }
    }
}
