namespace EksIngress.Alb.Lint;

/// <summary>Syntax of an annotation's value.</summary>
internal enum AnnotationType
{
    Text,
    Boolean,
    Integer,
    StringList,
    StringMap,
    Json,
}
