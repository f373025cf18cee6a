using System.Buffers;
using System.Text;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws;

/// <summary>Writes answers: elements and text, all in one namespace, without white space between them.</summary>
internal static class XmlWriting
{
    // A carriage return would be read as a line feed.
    private static readonly SearchValues<char> Escaped = SearchValues.Create("<>&\r");

    /// <param name="root">Elements without namespace and attributes.</param>
    /// <param name="xmlNamespace">Namespace of all of them; empty for none.</param>
    public static void Write(IBufferWriter<byte> writer, XElement root, string xmlNamespace) =>
        WriteStart(writer, root, xmlNamespace.Length == 0 ? root.Name.LocalName : $"{root.Name.LocalName} xmlns=\"{xmlNamespace}\"");

    private static void WriteElement(IBufferWriter<byte> writer, XElement element) => WriteStart(writer, element, element.Name.LocalName);

    private static void WriteStart(IBufferWriter<byte> writer, XElement element, string start)
    {
        writer.Write("<"u8);
        Encoding.UTF8.GetBytes(start, writer);
        if (element.FirstNode is null)
        {
            writer.Write(" />"u8);
            return;
        }

        writer.Write(">"u8);
        for (var node = element.FirstNode; node is not null; node = node.NextNode)
        {
            switch (node)
            {
                case XElement child:
                    WriteElement(writer, child);
                    break;
                case XText text:
                    WriteText(writer, text.Value);
                    break;
                default:
                    throw new InvalidOperationException($"An answer has a {node.NodeType}, which it cannot carry.");
            }
        }

        writer.Write("</"u8);
        Encoding.UTF8.GetBytes(element.Name.LocalName, writer);
        writer.Write(">"u8);
    }

    private static void WriteText(IBufferWriter<byte> writer, ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Escaped); at >= 0; at = text.IndexOfAny(Escaped))
        {
            Encoding.UTF8.GetBytes(text[..at], writer);
            writer.Write(text[at] switch
            {
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '&' => "&amp;"u8,
                _ => "&#xD;"u8,
            });
            text = text[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(text, writer);
    }
}
