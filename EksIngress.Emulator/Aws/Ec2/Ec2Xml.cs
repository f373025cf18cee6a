using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Parts of EC2's responses.</summary>
internal static class Ec2Xml
{
    /// <summary>An element, or nothing where there is no value.</summary>
    public static XElement? Optional(string name, object? value) => value is null ? null : new XElement(name, value);

    public static XElement List(string name, IEnumerable<XElement> items) => new(name, items);

    public static XElement Time(string name, DateTimeOffset instant) => new(name, AwsTime.IsoMilliseconds(instant));

    public static XElement? Time(string name, DateTimeOffset? instant) => instant is { } value ? Time(name, value) : null;

    public static XElement Tags(IEnumerable<KeyValuePair<string, string>> tags) =>
        List("tagSet", tags.Select(tag => new XElement("item", new XElement("key", tag.Key), new XElement("value", tag.Value))));

    // Made anew each time: the writer puts the namespace into the element.
    public static AwsResult True() => new AwsResult.Xml(new XElement("return", true));
}
