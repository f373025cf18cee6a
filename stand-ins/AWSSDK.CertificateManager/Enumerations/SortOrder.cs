using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class SortOrder(string value) : ConstantClass(value)
{
    public static readonly SortOrder ASCENDING = new("ASCENDING");
    public static readonly SortOrder DESCENDING = new("DESCENDING");

    public static SortOrder FindValue(string value) => FindValue<SortOrder>(value);

    public static implicit operator SortOrder(string value) => FindValue(value);
}
