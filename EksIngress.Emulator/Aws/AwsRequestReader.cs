using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using System.Xml;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws;

/// <summary>Reads the members out of a request, bounded.</summary>
internal static class AwsRequestReader
{
    private const int MaxMembers = 5000;

    /// <summary>Elements within elements. A batch of changes has 8; whoever reads text walks down by recursion.</summary>
    private const int MaxXmlDepth = 32;

    private static readonly XmlReaderSettings XmlSettings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>Members of a query request: those of its form body and of its query string.</summary>
    /// <exception cref="AwsException"><c>MalformedQueryString</c>: too many members, or one twice.</exception>
    public static Dictionary<string, string> Form(AwsHttpRequest request)
    {
        var query = QueryPairs(request);
        if (request.Body.IsEmpty)
        {
            return Collect(query);
        }

        var body = UrlEncoding.Pairs(Encoding.UTF8.GetString(request.Body.Span), plusIsSpace: true);
        return Collect(query.Count == 0 ? body : [.. query, .. body]);
    }

    /// <summary>What stands in the query string, without what signs it.</summary>
    public static IReadOnlyList<(string Name, string Value)> QueryPairs(AwsHttpRequest request)
    {
        if (request.RawQuery.Length == 0)
        {
            return [];
        }

        var pairs = UrlEncoding.Pairs(request.RawQuery, plusIsSpace: false);
        return pairs.Any(IsOfSignature) ? [.. pairs.Where(pair => !IsOfSignature(pair))] : pairs;
    }

    /// <summary>Members that a REST request has in its query string. Lists come as <c>NAME.1</c>, <c>NAME.2</c>.</summary>
    public static Dictionary<string, string> QueryString(IReadOnlyList<(string Name, string Value)> pairs)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in pairs.Take(MaxMembers).GroupBy(pair => pair.Name, StringComparer.Ordinal))
        {
            var number = 0;
            foreach (var (name, value) in group)
            {
                members[name] = value;
                members[$"{name}.{++number}"] = value;
            }
        }

        return members;
    }

    /// <exception cref="AwsException"><c>SerializationException</c>: the body is no JSON object.</exception>
    public static JsonObject Json(AwsHttpRequest request)
    {
        if (request.Body.IsEmpty)
        {
            return [];
        }

        try
        {
            StrictJson.Check(request.Body.Span);
            return JsonNode.Parse(request.Body.Span, documentOptions: JsonOptions) as JsonObject
                ?? throw new AwsException("SerializationException", "The request body is not a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new AwsException("SerializationException", $"The request body is not valid JSON (line {exception.LineNumber}, byte {exception.BytePositionInLine}).", HttpStatusCode.BadRequest);
        }
    }

    /// <summary>The document of a rest-xml request, in UTF-8. Entities and document types are refused.</summary>
    /// <exception cref="AwsException"><c>InvalidInput</c>: the body is no XML, is nested deeper than 32 elements, or says that it has another encoding.</exception>
    public static XElement Xml(AwsHttpRequest request)
    {
        if (!Utf8.IsValid(request.Body.Span))
        {
            throw new AwsException("InvalidInput", "Invalid XML ; the body is not UTF-8");
        }

        try
        {
            var body = request.Body.Span;
            var text = Encoding.UTF8.GetString(body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body);
            CheckXml(text);
            using var reader = XmlReader.Create(new StringReader(text), XmlSettings);
            return XElement.Load(reader);
        }
        catch (XmlException exception)
        {
            throw new AwsException("InvalidInput", $"Invalid XML ; line {exception.LineNumber}, position {exception.LinePosition}");
        }
    }

    // Once before anything is built of it.
    private static void CheckXml(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), XmlSettings);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.XmlDeclaration && reader.GetAttribute("encoding") is { } encoding && !encoding.Equals("UTF-8", StringComparison.OrdinalIgnoreCase))
            {
                throw new AwsException("InvalidInput", "Invalid XML ; its encoding must be UTF-8");
            }

            if (reader.Depth >= MaxXmlDepth)
            {
                throw new AwsException("InvalidInput", $"Invalid XML ; it is nested deeper than {MaxXmlDepth} elements");
            }
        }
    }

    private static bool IsOfSignature((string Name, string Value) pair) => pair.Name.StartsWith("X-Amz-", StringComparison.Ordinal);

    private static Dictionary<string, string> Collect(IReadOnlyList<(string Name, string Value)> pairs)
    {
        var members = new Dictionary<string, string>(Math.Min(pairs.Count, MaxMembers), StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
        {
            CheckCharacters(name, name);
            CheckCharacters(name, value);
            if (members.Count == MaxMembers || !members.TryAdd(name, value))
            {
                throw new AwsException("MalformedQueryString", members.Count == MaxMembers
                    ? $"The request has more than {MaxMembers} members."
                    : $"The request has the member '{name}' twice.");
            }
        }

        return members;
    }

    // Answers are XML: what it cannot carry is nothing that a name or value can have.
    private static void CheckCharacters(string name, string text)
    {
        var at = XmlText.FindInvalid(text);
        if (at >= 0)
        {
            throw new AwsException("MalformedInput", $"The member '{XmlText.Clean(name)}' has the character U+{(int)text[at]:X4}, which XML 1.0 cannot carry.");
        }
    }
}
