#nullable enable
using System.Xml;
using System.Xml.Linq;

namespace EksIngress.StandIns.Aws;

/// <summary>Reads members from the query protocol's XML. Namespaces differ per service and mean nothing; local names count.</summary>
internal static class XmlValues
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    internal static XElement Load(Stream stream)
    {
        using var reader = XmlReader.Create(stream, Settings);
        return XElement.Load(reader);
    }

    internal static XElement? Child(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    internal static string? ChildText(XElement parent, string name) => Child(parent, name)?.Value;

    internal static void Fill(object target, XElement element)
    {
        foreach (var member in Shape.Of(target.GetType()).Members)
        {
            if (Child(element, member.QueryName) is { } child)
            {
                member.Set(target, Read(child, member.Type));
            }
        }
    }

    private static object? Read(XElement element, Type type)
    {
        if (Values.IsList(type))
        {
            var list = Values.NewList(type);
            foreach (var item in element.Elements())
            {
                list.Add(Read(item, type.GenericTypeArguments[0]));
            }

            return list;
        }

        if (Values.IsDictionary(type))
        {
            // <entry><key>k</key><value>v</value></entry>
            var dictionary = Values.NewDictionary(type);
            foreach (var entry in element.Elements())
            {
                var key = ChildText(entry, "key") ?? throw new XmlException($"An entry of {element.Name.LocalName} has no key.");
                dictionary[key] = Child(entry, "value") is { } value ? Read(value, type.GenericTypeArguments[1]) : null;
            }

            return dictionary;
        }

        if (!Values.IsStructure(type))
        {
            return Values.Parse(element.Value, type);
        }

        var structure = Activator.CreateInstance(type)!;
        Fill(structure, element);
        return structure;
    }
}
