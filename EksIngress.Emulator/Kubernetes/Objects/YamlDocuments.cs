using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>YAML as request bodies carry it, read into JSON by the rules of YAML's core schema.</summary>
internal static class YamlDocuments
{
    private const int MaxDepth = 100;

    /// <exception cref="StatusException">400: not YAML, more than one document, or nested too deep.</exception>
    public static JsonNode? Read(string text)
    {
        var stream = new YamlStream();
        try
        {
            CheckDepth(text);
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw StatusException.BadRequest($"error converting YAML to JSON: yaml: line {exception.Start.Line}: {exception.Message}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // How scanner and loader say of some texts that they lost their way.
            throw StatusException.BadRequest($"error converting YAML to JSON: yaml: {exception.Message}");
        }

        return stream.Documents.Count == 1
            ? new Converter().Convert(stream.Documents[0].RootNode, 0)
            : throw StatusException.BadRequest($"expected one YAML document, found {stream.Documents.Count}");
    }

    // Loading goes down into every level by a call: a long enough run of brackets would end the process.
    private static void CheckDepth(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth + 2)
            {
                throw TooDeep();
            }
        }
    }

    private static StatusException TooDeep() =>
        StatusException.BadRequest($"YAML is nested deeper than {MaxDepth} levels, or refers to itself");

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => JsonValue.Create(integer),
            _ when char.IsAsciiDigit(text[^1])
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }

    /// <summary>An alias stands for all that its anchor holds, so a short text can mean a very long one: the nodes are counted.</summary>
    private sealed class Converter
    {
        private const int MaxNodes = 300_000;

        private int _nodes;

        public JsonNode? Convert(YamlNode node, int depth)
        {
            if (depth > MaxDepth)
            {
                throw TooDeep();
            }

            if (++_nodes > MaxNodes)
            {
                throw StatusException.BadRequest($"YAML has more than {MaxNodes} values once its aliases are replaced");
            }

            return node switch
            {
                YamlMappingNode mapping => Map(mapping, depth),
                YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(child => Convert(child, depth + 1))]),
                YamlScalarNode scalar => Scalar(scalar),
                _ => throw StatusException.BadRequest($"YAML node {node.NodeType} is not supported"),
            };
        }

        private JsonObject Map(YamlMappingNode mapping, int depth)
        {
            var map = new JsonObject();
            foreach (var (key, value) in mapping.Children)
            {
                map[(key as YamlScalarNode)?.Value ?? throw StatusException.BadRequest("YAML keys must be scalars")] = Convert(value, depth + 1);
            }

            return map;
        }
    }
}
