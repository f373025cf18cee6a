namespace EksIngress.StandIns.Aws;

/// <summary>Members of this assembly's messages have on the wire the name they have in C#; elsewhere its first letter is lower case.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class PascalCaseJsonAttribute : Attribute;
