"""What the parts of a Word file begin with."""

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
TICK_BOXES = "http://schemas.microsoft.com/office/word/2010/wordml"

# Programs that do not know tick boxes, which are newer than the standard, leave them out.
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}/relationships" xmlns:wp="{DRAWING}/wordprocessingDrawing" '
    f'xmlns:a="{DRAWING}/main" xmlns:pic="{DRAWING}/picture" xmlns:w14="{TICK_BOXES}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
