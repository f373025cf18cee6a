using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class SortBy(string value) : ConstantClass(value)
{
    public static readonly SortBy CREATED_AT = new("CREATED_AT");

    public static SortBy FindValue(string value) => FindValue<SortBy>(value);

    public static implicit operator SortBy(string value) => FindValue(value);
}
