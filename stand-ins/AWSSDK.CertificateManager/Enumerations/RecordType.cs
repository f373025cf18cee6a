using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class RecordType(string value) : ConstantClass(value)
{
    public static readonly RecordType CNAME = new("CNAME");

    public static RecordType FindValue(string value) => FindValue<RecordType>(value);

    public static implicit operator RecordType(string value) => FindValue(value);
}
