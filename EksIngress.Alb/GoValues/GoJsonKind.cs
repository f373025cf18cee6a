namespace EksIngress.Alb.GoValues;

internal enum GoJsonKind
{
    Null,
    Boolean,
    Number,
    Text,
    List,
    Map,
}
