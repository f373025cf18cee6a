using Amazon.Runtime;

namespace Amazon.Shield;

public class ValidationExceptionReason(string value) : ConstantClass(value)
{
    public static readonly ValidationExceptionReason FIELD_VALIDATION_FAILED = new("FIELD_VALIDATION_FAILED");
    public static readonly ValidationExceptionReason OTHER = new("OTHER");

    public static ValidationExceptionReason FindValue(string value) => FindValue<ValidationExceptionReason>(value);

    public static implicit operator ValidationExceptionReason(string value) => FindValue(value);
}
