namespace EksIngress.Emulator.Kubernetes;

/// <summary>One fault of an object, as a cause of an <c>Invalid</c> status.</summary>
/// <param name="Reason">For example <c>FieldValueRequired</c>.</param>
/// <param name="Field">Path, for example <c>spec.ports[0].port</c>.</param>
/// <param name="Detail">The words after the path.</param>
internal sealed record FieldError(string Reason, string Field, string Detail)
{
    public static FieldError Required(string field, string detail = "") =>
        new("FieldValueRequired", field, detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    public static FieldError Invalid(string field, string? value, string detail) =>
        new("FieldValueInvalid", field, $"Invalid value: {(value is null ? "null" : $"\"{value}\"")}: {detail}");

    public static FieldError InvalidNumber(string field, long value, string detail) =>
        new("FieldValueInvalid", field, $"Invalid value: {value}: {detail}");

    public static FieldError NotSupported(string field, string value, params string[] supported) => new(
        "FieldValueNotSupported", field, $"Unsupported value: \"{value}\": supported values: {string.Join(", ", supported.Select(item => $"\"{item}\""))}");

    public static FieldError Duplicate(string field, string value) => new("FieldValueDuplicate", field, $"Duplicate value: \"{value}\"");

    public static FieldError Forbidden(string field, string detail) => new("FieldValueForbidden", field, $"Forbidden: {detail}");

    public static FieldError TypeInvalid(string field, string detail) => new("FieldValueTypeInvalid", field, $"Invalid value: {detail}");
}
