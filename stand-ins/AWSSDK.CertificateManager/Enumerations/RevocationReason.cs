using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class RevocationReason(string value) : ConstantClass(value)
{
    public static readonly RevocationReason AFFILIATION_CHANGED = new("AFFILIATION_CHANGED");
    public static readonly RevocationReason A_A_COMPROMISE = new("A_A_COMPROMISE");
    public static readonly RevocationReason CA_COMPROMISE = new("CA_COMPROMISE");
    public static readonly RevocationReason CERTIFICATE_HOLD = new("CERTIFICATE_HOLD");
    public static readonly RevocationReason CESSATION_OF_OPERATION = new("CESSATION_OF_OPERATION");
    public static readonly RevocationReason KEY_COMPROMISE = new("KEY_COMPROMISE");
    public static readonly RevocationReason PRIVILEGE_WITHDRAWN = new("PRIVILEGE_WITHDRAWN");
    public static readonly RevocationReason REMOVE_FROM_CRL = new("REMOVE_FROM_CRL");
    public static readonly RevocationReason SUPERCEDED = new("SUPERCEDED");
    public static readonly RevocationReason SUPERSEDED = new("SUPERSEDED");
    public static readonly RevocationReason UNSPECIFIED = new("UNSPECIFIED");

    public static RevocationReason FindValue(string value) => FindValue<RevocationReason>(value);

    public static implicit operator RevocationReason(string value) => FindValue(value);
}
